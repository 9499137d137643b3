/** Lines of a file, from 1; both ends are among them. */
export interface LineRange {
  readonly from: number
  readonly to: number
}

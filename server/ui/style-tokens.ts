/** Colours, by day and in the dark; text on each of its grounds keeps a contrast of 4.5 to 1 and more. */
export const tokens = `:root { color-scheme: light dark; --ink: #1b1f24; --paper: #fff; --quiet: #57606a; --line: #d5dbe1; --shade: #f5f7f9; --link: #0550ae; --act: #0550ae;
--bad: #a8201a; --bad-tint: #fdf1f0; --good: #17632f; --good-tint: #eff8f1; --odd: #7a5200; --odd-tint: #fff6dc; --ask: #6a2fa0; --ask-tint: #f7f1fc; --plot-bad: #c8463f; --plot-odd: #e0b64c; --plot-good: #6aa982; }
@media (prefers-color-scheme: dark) { :root { --ink: #e4e7ea; --paper: #14171a; --quiet: #9da7b1; --line: #343b43; --shade: #1c2024; --link: #7db8ff; --act: #1f62c4;
--bad: #ff9d95; --bad-tint: #2d1917; --good: #78d394; --good-tint: #14261a; --odd: #e8bf5a; --odd-tint: #2b2410; --ask: #cba6f5; --ask-tint: #241a2f; --plot-bad: #d8635b; --plot-odd: #b08a2c; --plot-good: #3f7d57; } }
`

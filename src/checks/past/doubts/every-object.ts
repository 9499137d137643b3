/** What every object has, by the ending of its language's files. */
const ofObjects: readonly (readonly [RegExp, RegExp])[] = [
  [
    /\.(?:rb|rake|gemspec)$/,
    /^(?:inspect|to_s|to_h|to_a|hash|eql\?|dup|clone|freeze|frozen\?|tap|then|send|public_send|method|methods|respond_to\?|is_a\?|nil\?|instance_of\?|class|object_id|each|map|select|reject|any\?|all\?|count|first|include\?|sort|sort_by|min|max|sum|reduce|to_json|name)$/,
  ],
  [
    /\.(?:java|kts?|scala|groovy)$/,
    /^(?:toString|equals|hashCode|getClass|clone|finalize|notify|notifyAll|wait|compareTo|name|ordinal|values|valueOf|getMessage|getCause|printStackTrace|close|copy|component\d)$/,
  ],
  [
    /\.(?:cs|fs|vb)$/,
    /^(?:ToString|Equals|GetHashCode|GetType|Dispose|CompareTo|MemberwiseClone|Message|StackTrace|InnerException)$/,
  ],
  [
    /\.[cm]?[jt]sx?$/,
    /^(?:toString|valueOf|hasOwnProperty|constructor|toJSON|then|catch|finally|call|apply|bind|length|name|message|stack|prototype|map|filter|forEach|push|keys|values|entries|on|once|emit|pipe)$/,
  ],
  [
    /\.rs$/,
    /^(?:clone|fmt|from|into|try_from|try_into|eq|ne|cmp|partial_cmp|hash|default|to_string|to_owned|as_ref|as_mut|borrow|deref|drop|next|iter|map|unwrap|expect|ok|err)$/,
  ],
  [
    /\.pyi?$/,
    /^(?:keys|values|items|get|pop|update|copy|append|extend|count|index|split|join|strip|format|encode|decode|read|write|close)$/,
  ],
  [
    /\.php$/,
    /^(?:getMessage|getCode|getPrevious|getFile|getLine|getTrace|getTraceAsString|getIterator|count|offsetGet|jsonSerialize)$/,
  ],
]

/** Functions of the system by the standards they come from, which a program may wrap, or write anew where they are missing. */
export const isOfSystem = (name: string): boolean =>
  /^(?:posix_(?:spawnp?|spawn_file_actions_\w+|spawnattr_\w+|memalign|fadvise|fallocate|madvise|openpt|getdents)|pthread_(?:create|join|detach|exit|self|equal|once|cancel|kill|atfork|sigmask|[gs]etspecific|[gs]etname_np|(?:mutex|cond|rwlock|barrier|spin)_\w+|(?:mutex|cond|rwlock|barrier)?attr_\w+|key_(?:create|delete)))$/.test(
    name,
  )

/** Whether every object of a file's language has a member of that name, whoever else makes it. */
export const everyObjectHas = (member: string, path: string): boolean =>
  ofObjects.some(([file, members]) => file.test(path) && members.test(member))

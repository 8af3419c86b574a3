  and (cast($2 as boolean) is null or archived = cast($2 as boolean))
  and (cast($3 as boolean) is null or (stock > 0) = cast($3 as boolean))

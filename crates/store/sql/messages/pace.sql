select count(*), max(sent_at) from (
  select sent_at from messages where author_id = $1 and sent_at > $2 and kind = 'text' limit $3
) p

where m.seller_id = $1 and m.chat_id = $2
  and (cast($5 as text) is null or m.author = cast($5 as text)
    or (m.kind <> 'note' and m.state <> 'held' and m.state <> 'blocked'))

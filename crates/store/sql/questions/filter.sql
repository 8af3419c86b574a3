where q.seller_id = $1 and q.state = 'published'
  and (cast($4 as text) is null or cast($4 as text) like '%,' || q.stage || ',%')
  and (cast($5 as boolean) is null or (q.others > 0) = cast($5 as boolean))
  and (cast($6 as text) is null or cast($6 as text) like '%,' || cast(q.sku as text) || ',%')
  and (cast($7 as text) is null or p.category = cast($7 as text))
  and (cast($8 as boolean) is null or q.waits = cast($8 as boolean))
  and q.place >= $9 and q.place < $10

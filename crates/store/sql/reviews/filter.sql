where r.seller_id = $1 and r.deleted = false
  and (cast($4 as text) is null or cast($4 as text) like '%,' || r.status || ',%')
  and (cast($5 as bigint) is null or ((cast($5 as bigint) >> cast(r.stars as /*sqlite bigint*/ /*pg integer*/)) & 1) = 1)
  and (cast($6 as boolean) is null or (r.text <> '' or r.pros <> '' or r.cons <> '') = cast($6 as boolean))
  and (cast($7 as boolean) is null or (r.photos + r.videos > 0) = cast($7 as boolean))
  and (cast($8 as boolean) is null or (r.answer_id is not null) = cast($8 as boolean))
  and (cast($9 as text) is null or cast($9 as text) like '%,' || cast(r.sku as text) || ',%')
  and (cast($10 as text) is null or p.category = cast($10 as text))
  and (cast($11 as text) is null or r.order_status = cast($11 as text))
  and r.place >= $12 and r.place < $13

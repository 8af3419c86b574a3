where r.seller_id = $1 and r.sku = $2 and r.deleted = false and r.order_status = 'delivered' and r.held = false and r.useful > 0
  and (r.useful, r.place) < ($7, $3)
  and (cast($4 as bigint) is null or ((cast($4 as bigint) >> cast(r.stars as /*sqlite bigint*/ /*pg integer*/)) & 1) = 1)
  and (cast($5 as boolean) is null or (r.photos + r.videos > 0) = cast($5 as boolean))
order by r.useful desc, r.place desc limit $6

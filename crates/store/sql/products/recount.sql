update products set stars_1 = counted.one, stars_2 = counted.two, stars_3 = counted.three, stars_4 = counted.four,
  stars_5 = counted.five, reviews = counted.every
from (
  select coalesce(sum(case stars when 1 then 1 else 0 end), 0) as one,
    coalesce(sum(case stars when 2 then 1 else 0 end), 0) as two,
    coalesce(sum(case stars when 3 then 1 else 0 end), 0) as three,
    coalesce(sum(case stars when 4 then 1 else 0 end), 0) as four,
    coalesce(sum(case stars when 5 then 1 else 0 end), 0) as five,
    count(*) as every
  from reviews where seller_id = $1 and sku = $2 and deleted = false and order_status = 'delivered' and held = false
) as counted
where products.seller_id = $1 and products.sku = $2

insert into review_facets (seller_id, status, stars, answered, has_text, has_media, order_status, reviews)
values ($1, $2, $3, $4, $5, $6, $7, $8)
on conflict (seller_id, status, stars, answered, has_text, has_media, order_status)
do update set reviews = review_facets.reviews + excluded.reviews

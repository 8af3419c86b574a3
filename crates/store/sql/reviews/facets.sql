select status, stars, answered, has_text, has_media, order_status, reviews from review_facets
where seller_id = $1 and reviews <> 0

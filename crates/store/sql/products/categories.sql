select category, count(*) from products where seller_id = $1 group by category order by category

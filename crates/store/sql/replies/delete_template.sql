delete from templates where seller_id = $1 and template_id = $2

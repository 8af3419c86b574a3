select template_id, name, text from templates where seller_id = $1 order by used desc, name limit 200

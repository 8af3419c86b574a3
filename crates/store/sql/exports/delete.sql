delete from exports where seller_id = $1 and export_id = $2

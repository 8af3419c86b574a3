select seller_id, export_id, format from exports where created_at < $1 order by created_at limit $2

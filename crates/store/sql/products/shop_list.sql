where archived = false and sku > $1 order by sku limit $2

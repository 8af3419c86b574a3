where sku = $1 and archived = false

update reviews set media = '[]', photos = 0, videos = 0, version = version + 1 where seller_id = $1 and place = $2

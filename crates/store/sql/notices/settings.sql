select settings, version from notice_settings where person_id = $1 and side = $2 and seller_id = $3

where a.announcement_id = $2

where (a.at, a.announcement_id) < ($2, $3) and (cast($5 as text) is null or a.topic = cast($5 as text))
order by a.at desc, a.announcement_id desc limit $4

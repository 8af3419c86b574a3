select topic, count(*) from notices /*sqlite indexed by notices_unread*/
where person_id = $1 and side = $2 and (seller_id = $3 or $3 = 0) and read_at is null
group by topic order by topic

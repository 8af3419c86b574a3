where v.text_hash = $1 and v.case_id is not null order by v.at desc limit $2

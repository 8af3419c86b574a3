delete from sign_in_links where person_id = $1

select at, verdict, label, message_id from strikes where who = $1 and at > $2 and forgiven = false
order by at limit 1000

select seq from events where desk = true order by seq desc limit 1

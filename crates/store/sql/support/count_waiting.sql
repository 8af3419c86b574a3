select kind, assignee is not null, count(*) from (
  select kind, assignee from chats where waiting_since is not null limit 10000
) w group by kind, assignee is not null

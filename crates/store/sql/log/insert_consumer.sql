insert into consumers (name, seq) values ($1, 0) on conflict (name) do nothing

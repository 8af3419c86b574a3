select month, what, key, n from moderation_counts where month >= $1 order by month, what, key

select seller_id from promotion_counts where promotion_id = $1 and joined > 0 order by seller_id

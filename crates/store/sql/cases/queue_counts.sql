select queue, waiting, risky from queue_counts where waiting > 0 order by queue

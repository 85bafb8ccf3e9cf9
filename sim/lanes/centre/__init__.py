"""Call centres in lanes: every replication of a centre is a lane, and one step moves each lane to its own next event."""

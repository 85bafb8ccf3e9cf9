"""A planner's whole trial: what somebody does who has halls, a line, people and a month."""

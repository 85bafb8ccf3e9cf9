"""Large call centres: closed forms propose, simulation corrects."""

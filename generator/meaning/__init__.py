"""Texts as points: near one another when they mean nearly the same, whatever their words."""

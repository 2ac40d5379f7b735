"""Pure rules: facts and policy in, findings out. `judge.judge` gathers them into a verdict."""

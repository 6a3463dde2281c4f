"""What datasets are made of: vocabulary, locators, evidence, codec."""

"""What ATLAS.ti exports: quotation report, code list, co-occurrence and code-document tables."""

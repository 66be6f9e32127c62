# Everything made anew in a container, from the packages of the lock:
#   docker build --tag compendium .
#   docker run --rm compendium                  # every printed number beside the recomputed one
#   docker cp $(docker create compendium):/compendium/paper/_output .
FROM python:3.11-slim

RUN apt-get update \
    && apt-get install --yes --no-install-recommends git make \
    && rm -rf /var/lib/apt/lists/*

WORKDIR /compendium
COPY . .
RUN make reproduce

CMD ["make", "verify"]

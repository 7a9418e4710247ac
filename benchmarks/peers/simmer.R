# Play the routes that simmer.py has written: Rscript simmer.R FOLDER HORIZON
library(simmer)

arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
horizon <- as.numeric(arguments[2])
teams <- read.csv(file.path(folder, "teams.csv"))
files <- list.files(folder, pattern = "^route-[0-9]+\\.csv$", full.names = TRUE)
incidents <- lapply(files, read.csv)
routes <- lapply(sub("\\.csv$", ".txt", files), function(file) scan(file, what = integer(), quiet = TRUE))

way <- function(route) {
  trj <- trajectory()
  for (visit in seq_along(route)) {
    team <- paste0("team", route[visit])
    trj <- seize(trj, team)
    trj <- timeout_from_attribute(trj, paste0("effort", visit - 1))
    trj <- release(trj, team)
    if (visit < length(route)) trj <- timeout_from_attribute(trj, paste0("delay", visit - 1))
  }
  trj
}

year <- function() {
  env <- simmer()
  for (team in unique(teams$team)) {
    roster <- teams[teams$team == team, ]
    env <- add_resource(env, paste0("team", team), capacity = schedule(roster$at, roster$people, period = Inf))
  }
  for (number in seq_along(routes)) {
    rows <- incidents[[number]]
    attributes <- setdiff(names(rows), c("incident", "time", "priority"))
    env <- add_dataframe(env, paste0("route", number, "-"), way(routes[[number]]), rows[c("time", "priority", attributes)],
                         time = "absolute", col_attributes = attributes, col_priority = "priority")
  }
  env
}

seconds <- Inf
for (turn in 1:3) {
  env <- year()
  took <- system.time(run(env, until = horizon))
  seconds <- min(seconds, took[["user.self"]] + took[["sys.self"]])
}

visits <- get_mon_arrivals(env, per_resource = TRUE)
number <- as.integer(sub("^route([0-9]+)-[0-9]+$", "\\1", visits$name))
row <- as.integer(sub("^route[0-9]+-([0-9]+)$", "\\1", visits$name)) + 1
visits$incident <- mapply(function(number, row) incidents[[number]]$incident[row], number, row)
columns <- c("incident", "start_time", "end_time", "activity_time")
write.csv(visits[columns], file.path(folder, "visits.csv"), row.names = FALSE)
writeLines(format(seconds), file.path(folder, "seconds.txt"))

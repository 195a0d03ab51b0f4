-- Sends each line of a file once: id, timestamp, signature, body, apart by tabs. Threads take every n-th line.
local lines, place, step, pause = {}, 0, 1, 0
local count = 0

function setup(thread)
    thread:set("first", count)
    count = count + 1
end

function init(args)
    step = tonumber(args[2])
    for line in io.lines(args[1]) do lines[#lines + 1] = line end
    pause = tonumber(args[3])
    place = first + 1
end

-- Milliseconds between an answer and the next request of a connection.
function delay() return pause end

function request()
    local line = lines[place] or lines[#lines]
    place = place + step
    local id, time, signature, body = line:match("^([^\t]*)\t([^\t]*)\t([^\t]*)\t(.*)$")
    return wrk.format("POST", nil, {
        ["Content-Type"] = "application/json", ["svix-id"] = id, ["svix-timestamp"] = time,
        ["svix-signature"] = signature }, body)
end

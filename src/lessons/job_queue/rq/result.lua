#!lua name=simul
-- The newest of a job's results, as one flat list: Webdis 0.1.9 leaves out the lists within lists that streams answer with.
local function newest(keys)
    local entry = redis.call('XREVRANGE', keys[1], '+', '-', 'COUNT', 1)[1]
    return entry and entry[2] or {}
end

redis.register_function{ function_name = 'simul_result', callback = newest, flags = { 'no-writes' } }

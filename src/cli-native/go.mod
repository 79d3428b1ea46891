module valet-key/vk

go 1.19

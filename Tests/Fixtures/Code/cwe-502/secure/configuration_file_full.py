import yaml

with open("settings.yml") as handle:
    settings = yaml.load(handle, Loader=yaml.FullLoader)
print(settings["title"])

import click


@click.command()
@click.option("--times", default=1, help="how often")
@click.argument("name")
def greet(name, times):
    for _ in range(times):
        click.echo("Hello " + name + "!")


if __name__ == "__main__":
    greet()

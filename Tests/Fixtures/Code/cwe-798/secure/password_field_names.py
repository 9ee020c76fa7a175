from wtforms import Form, PasswordField, StringField

PASSWORD_FIELD = "password"
PASSWORD_LABEL = "Your password"
TOKEN_URL = "https://login.example.com/token"
PASSWORD_MESSAGE = "The password must have at least twelve characters"


class LoginForm(Form):
    username = StringField("Username")
    password = PasswordField("Password")

class Config:
    DEBUG = False
    MAIL_SERVER = "mail.internal"
    MAIL_USERNAME = "robot"
    MAIL_PASSWORD = "fruitsalad-robot"
    API_KEY = "fake-key-of-the-weather-service"

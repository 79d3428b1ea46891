"""An authorization server out of Debian's Authlib and Flask, for the interop matrix.

Everything lives in memory and ends with the process. The protocol is Authlib's; this file stores,
says yes or no for the resource owner, and nothing else. Arguments: port, public JWK set (JSON).
"""

import json
import os
import secrets
import sys
import time

os.environ["AUTHLIB_INSECURE_TRANSPORT"] = "1"

from authlib.integrations.flask_oauth2 import AuthorizationServer, ResourceProtector
from authlib.jose import JsonWebKey
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749 import ClientMixin, TokenMixin, grants, scope_to_list
from authlib.oauth2.rfc6750 import BearerTokenValidator
from authlib.oauth2.rfc7009 import RevocationEndpoint
from authlib.oauth2.rfc7523 import JWTBearerClientAssertion, JWTBearerGrant
from authlib.oauth2.rfc7591 import ClientRegistrationEndpoint
from authlib.oauth2.rfc7592 import ClientConfigurationEndpoint
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oauth2.rfc7662 import IntrospectionEndpoint
from authlib.oauth2.rfc8628 import (
    DeviceAuthorizationEndpoint,
    DeviceCodeGrant,
    DeviceCredentialDict,
)
from authlib.oidc.core import UserInfo
from authlib.oidc.core.grants import OpenIDCode
from flask import Flask, jsonify, request

PORT = int(sys.argv[1])
ISSUER = f"http://127.0.0.1:{PORT}"
TRUSTED_KEYS = JsonWebKey.import_key_set(json.loads(sys.argv[2]))
DEVICE_GRANT = "urn:ietf:params:oauth:grant-type:device_code"
BEARER_GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
USERS = {"alice": "alice-password"}


def new_signing_key(kid):
    return JsonWebKey.generate_key("RSA", 2048, {"kid": kid, "alg": "RS256", "use": "sig"}, True)


SIGNING_KEYS = [new_signing_key("k1")]

METADATA = {
    "issuer": ISSUER,
    "authorization_endpoint": f"{ISSUER}/authorize",
    "token_endpoint": f"{ISSUER}/token",
    "jwks_uri": f"{ISSUER}/jwks",
    "userinfo_endpoint": f"{ISSUER}/userinfo",
    "revocation_endpoint": f"{ISSUER}/revoke",
    "introspection_endpoint": f"{ISSUER}/introspect",
    "device_authorization_endpoint": f"{ISSUER}/device_authorization",
    "registration_endpoint": f"{ISSUER}/register",
    "scopes_supported": ["openid", "notes"],
    "response_types_supported": ["code"],
    "subject_types_supported": ["public"],
    "id_token_signing_alg_values_supported": ["RS256"],
    "code_challenge_methods_supported": ["S256"],
    "grant_types_supported": [
        "authorization_code",
        "refresh_token",
        "client_credentials",
        "password",
        DEVICE_GRANT,
        BEARER_GRANT,
    ],
    "token_endpoint_auth_methods_supported": [
        "none",
        "client_secret_basic",
        "client_secret_post",
        "private_key_jwt",
    ],
}


class Client(ClientMixin):
    def __init__(self, client_id, client_secret, metadata):
        self.client_id = client_id
        self.client_secret = client_secret
        self.client_metadata = metadata
        self.client_info = {"client_id": client_id, "client_id_issued_at": int(time.time())}

    def get_client_id(self):
        return self.client_id

    def get_default_redirect_uri(self):
        return self.client_metadata.get("redirect_uris", [None])[0]

    def get_allowed_scope(self, scope):
        allowed = set(scope_to_list(self.client_metadata.get("scope", "openid notes")))
        return " ".join(one for one in scope_to_list(scope or "") if one in allowed)

    def check_redirect_uri(self, redirect_uri):
        return redirect_uri in self.client_metadata.get("redirect_uris", [])

    def check_client_secret(self, client_secret):
        return secrets.compare_digest(self.client_secret, client_secret)

    def check_endpoint_auth_method(self, method, endpoint):
        return method in self.client_metadata["token_endpoint_auth_method"]

    def check_response_type(self, response_type):
        return response_type in self.client_metadata.get("response_types", [])

    def check_grant_type(self, grant_type):
        return grant_type in self.client_metadata["grant_types"]


class Token(TokenMixin, dict):
    def check_client(self, client):
        return self["client_id"] == client.get_client_id()

    def get_scope(self):
        return self.get("scope", "")

    def get_expires_in(self):
        return self["expires_in"]

    def is_expired(self):
        return self["issued_at"] + self["expires_in"] < time.time()

    def is_revoked(self):
        return self.get("revoked", False)


class Code(dict):
    def get_redirect_uri(self):
        return self["redirect_uri"]

    def get_scope(self):
        return self["scope"]

    def get_nonce(self):
        return self["nonce"]

    def get_auth_time(self):
        return self["auth_time"]

    @property
    def code_challenge(self):
        return self["code_challenge"]

    @property
    def code_challenge_method(self):
        return self["code_challenge_method"]


REDIRECTS = ["http://127.0.0.1:8913/callback", "dev.valetkey.app:/oauth2/callback"]
CLIENTS = {
    client.client_id: client
    for client in [
        Client(
            "native-app",
            "",
            {
                "token_endpoint_auth_method": ["none"],
                "redirect_uris": REDIRECTS,
                "response_types": ["code"],
                "grant_types": ["authorization_code", "refresh_token", DEVICE_GRANT],
            },
        ),
        Client(
            "svc",
            "svc-secret",
            {
                "token_endpoint_auth_method": ["client_secret_basic", "client_secret_post"],
                "grant_types": ["client_credentials", "password", BEARER_GRANT],
            },
        ),
        Client(
            "key-client",
            "",
            {
                "token_endpoint_auth_method": ["private_key_jwt"],
                "grant_types": ["client_credentials"],
            },
        ),
    ]
}
TOKENS = []
CODES = {}
DEVICES = {}
DECISIONS = {}
REGISTRATION_TOKENS = {}


def save_token(token, oauth_request):
    user = oauth_request.user
    before = getattr(oauth_request, "credential", None)
    family = before.get("family") if isinstance(before, Token) else None
    TOKENS.append(
        Token(
            token,
            client_id=oauth_request.client.client_id,
            sub=user or oauth_request.client.client_id,
            issued_at=int(time.time()),
            family=family or secrets.token_hex(8),
        )
    )


def find_token(value, hint=None):
    names = [hint] if hint else ["access_token", "refresh_token"]
    found = [token for token in TOKENS for name in names if token.get(name) == value]
    return found[0] if found else None


class AuthorizationCodeGrant(grants.AuthorizationCodeGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]

    def save_authorization_code(self, code, oauth_request):
        data = oauth_request.data
        CODES[code] = Code(
            code=code,
            client_id=oauth_request.client.client_id,
            redirect_uri=oauth_request.redirect_uri,
            scope=oauth_request.scope,
            nonce=data.get("nonce"),
            auth_time=int(time.time()),
            user=oauth_request.user,
            code_challenge=data.get("code_challenge"),
            code_challenge_method=data.get("code_challenge_method"),
        )

    def query_authorization_code(self, code, client):
        found = CODES.get(code)
        return found if found and found["client_id"] == client.client_id else None

    def delete_authorization_code(self, authorization_code):
        CODES.pop(authorization_code["code"], None)

    def authenticate_user(self, authorization_code):
        return authorization_code["user"]


class OpenID(OpenIDCode):
    def exists_nonce(self, nonce, oauth_request):
        return any(code["nonce"] == nonce for code in CODES.values())

    def get_jwt_config(self, grant):
        return {"key": SIGNING_KEYS[-1].as_dict(True), "alg": "RS256", "iss": ISSUER, "exp": 3600}

    def generate_user_info(self, user, scope):
        return UserInfo(sub=user, name=user.title())


class RotatingRefreshToken(grants.RefreshTokenGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["none", "client_secret_basic"]
    INCLUDE_NEW_REFRESH_TOKEN = True

    def authenticate_refresh_token(self, refresh_token):
        token = find_token(refresh_token, "refresh_token")
        if token and token.is_revoked():
            for other in TOKENS:
                if other["family"] == token["family"]:
                    other["revoked"] = True
        return None if token is None or token.is_revoked() else token

    def authenticate_user(self, credential):
        return credential["sub"]

    def revoke_old_credential(self, credential):
        credential["revoked"] = True


class PasswordGrant(grants.ResourceOwnerPasswordCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post"]

    def authenticate_user(self, username, password):
        return username if USERS.get(username) == password else None


class ClientCredentials(grants.ClientCredentialsGrant):
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic", "client_secret_post", "private_key_jwt"]


class AssertionGrant(JWTBearerGrant):
    def resolve_issuer_client(self, issuer):
        return CLIENTS["svc"] if issuer == "trusted-issuer" else None

    def resolve_client_key(self, client, headers, payload):
        return TRUSTED_KEYS.find_by_kid(headers["kid"])

    def authenticate_user(self, subject):
        return subject if subject in USERS else None

    def has_granted_permission(self, client, user):
        return True


class KeyAuthentication(JWTBearerClientAssertion):
    CLIENT_AUTH_METHOD = "private_key_jwt"

    def validate_jti(self, claims, jti):
        return True

    def resolve_client_public_key(self, client, headers):
        return TRUSTED_KEYS.find_by_kid(headers["kid"])


class DeviceAuthorization(DeviceAuthorizationEndpoint):
    INTERVAL = 1

    def get_verification_uri(self):
        return f"{ISSUER}/device"

    def save_device_credential(self, client_id, scope, data):
        DEVICES[data["device_code"]] = DeviceCredentialDict(data, client_id=client_id, scope=scope)


class DeviceGrant(DeviceCodeGrant):
    def query_device_credential(self, device_code):
        return DEVICES.get(device_code)

    def query_user_grant(self, user_code):
        return DECISIONS.get(user_code)

    def should_slow_down(self, credential):
        last, credential["last"] = credential.get("last", 0), time.time()
        return time.time() - last < self.device_interval

    device_interval = DeviceAuthorization.INTERVAL


class Revocation(RevocationEndpoint):
    CLIENT_AUTH_METHODS = ["none", "client_secret_basic", "client_secret_post"]

    def query_token(self, token_string, token_type_hint):
        return find_token(token_string, token_type_hint)

    def revoke_token(self, token, oauth_request):
        token["revoked"] = True


class Introspection(IntrospectionEndpoint):
    def check_permission(self, token, client, oauth_request):
        return client.client_id == "svc"

    def query_token(self, token_string, token_type_hint):
        return find_token(token_string, token_type_hint)

    def introspect_token(self, token):
        return {
            "active": True,
            "client_id": token["client_id"],
            "sub": token["sub"],
            "scope": token.get_scope(),
            "exp": token["issued_at"] + token["expires_in"],
        }


class Registration(ClientRegistrationEndpoint):
    def authenticate_token(self, oauth_request):
        return "anybody may"

    def get_server_metadata(self):
        return METADATA

    def save_client(self, client_info, client_metadata, oauth_request):
        client = Client(client_info["client_id"], client_info["client_secret"], client_metadata)
        CLIENTS[client.client_id] = client
        return client

    def generate_client_registration_info(self, client, oauth_request):
        return registration_of(client)


def registration_of(client):
    if client.client_id not in REGISTRATION_TOKENS:
        REGISTRATION_TOKENS[client.client_id] = secrets.token_hex(16)
    return {
        "registration_client_uri": f"{ISSUER}/register/{client.client_id}",
        "registration_access_token": REGISTRATION_TOKENS[client.client_id],
    }


class Configuration(ClientConfigurationEndpoint):
    def authenticate_token(self, oauth_request):
        token = oauth_request.headers.get("Authorization", "").removeprefix("Bearer ")
        owners = [one for one, held in REGISTRATION_TOKENS.items() if held == token]
        return owners[0] if owners else None

    def authenticate_client(self, oauth_request):
        return CLIENTS.get(oauth_request.uri.rsplit("/", 1)[-1])

    def revoke_access_token(self, token, oauth_request):
        REGISTRATION_TOKENS.pop(token, None)

    def check_permission(self, client, oauth_request):
        return oauth_request.credential == client.client_id

    def generate_client_registration_info(self, client, oauth_request):
        return registration_of(client)

    def update_client(self, client, client_metadata, oauth_request):
        client.client_metadata = {**client.client_metadata, **client_metadata}
        return client

    def delete_client(self, client, oauth_request):
        CLIENTS.pop(client.client_id)

    def get_server_metadata(self):
        return METADATA


class Validator(BearerTokenValidator):
    def authenticate_token(self, token_string):
        return find_token(token_string, "access_token")


app = Flask(__name__)
app.config["OAUTH2_REFRESH_TOKEN_GENERATOR"] = True
app.config["OAUTH2_SCOPES_SUPPORTED"] = METADATA["scopes_supported"]
server = AuthorizationServer(app, query_client=CLIENTS.get, save_token=save_token)
server.register_grant(AuthorizationCodeGrant, [OpenID(require_nonce=True), CodeChallenge(True)])
for grant in [RotatingRefreshToken, PasswordGrant, ClientCredentials, AssertionGrant, DeviceGrant]:
    server.register_grant(grant)
for endpoint in [DeviceAuthorization, Revocation, Introspection, Registration, Configuration]:
    server.register_endpoint(endpoint)
server.register_client_auth_method("private_key_jwt", KeyAuthentication(METADATA["token_endpoint"]))
protect = ResourceProtector()
protect.register_token_validator(Validator())


@app.get("/.well-known/openid-configuration")
@app.get("/.well-known/oauth-authorization-server")
def metadata():
    return jsonify(METADATA)


@app.get("/jwks")
def jwks():
    return jsonify({"keys": [SIGNING_KEYS[-1].as_dict(False)]})


@app.post("/rotate")
def rotate():
    """A new key signs from now on, and the set has no other."""
    SIGNING_KEYS.append(new_signing_key(f"k{len(SIGNING_KEYS) + 1}"))
    return jsonify({})


@app.post("/authorize")
def authorize():
    """The robot presses the button at once: `decision` in the form says which."""
    user = "alice" if request.form["decision"] == "allow" else None
    # Nobody is signed in beforehand, so there is somebody only where they may be asked.
    present = None if request.args.get("prompt") == "none" else "alice"
    try:
        server.get_consent_grant(end_user=present)
    except OAuth2Error as error:
        error.state = request.args.get("state")
        status, body, headers = error()
        return jsonify(dict(body)), status, headers
    return server.create_authorization_response(grant_user=user)


@app.post("/device")
def device():
    DECISIONS[request.form["user_code"]] = ("alice", request.form["decision"] == "allow")
    return jsonify({})


@app.post("/token")
def token():
    return server.create_token_response()


@app.get("/userinfo")
@protect("openid")
def userinfo():
    from authlib.integrations.flask_oauth2 import current_token

    return jsonify({"sub": current_token["sub"], "name": current_token["sub"].title()})


@app.post("/revoke")
def revoke():
    return server.create_endpoint_response("revocation")


@app.post("/introspect")
def introspect():
    return server.create_endpoint_response("introspection")


@app.post("/device_authorization")
def device_authorization():
    return server.create_endpoint_response("device_authorization")


@app.post("/register")
def register():
    return server.create_endpoint_response("client_registration")


@app.route("/register/<client_id>", methods=["GET", "PUT", "DELETE"])
def configure(client_id):
    return server.create_endpoint_response("client_configuration")


app.run(host="127.0.0.1", port=PORT, threaded=False)

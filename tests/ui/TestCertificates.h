// SPDX-License-Identifier: GPL-3.0-or-later
//
// Two self-signed certificates with their keys, made for these tests and good for nothing else.
#pragma once

#include <array>

namespace tabletalk::test {

struct TestCertificate
{
    const char *certificate;
    const char *key;
};

// clang-format off
inline constexpr std::array<TestCertificate, 2> testCertificates = {{
    {R"(-----BEGIN CERTIFICATE-----
MIIBijCCAS+gAwIBAgIUZRDg6u/GvHq28VMIRivuLsehmdIwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOdGFibGV0YWxrLnRlc3QwIBcNMjYxMTIyMDQyNDQ4WhgPMjEy
NjEwMjkwNDI0NDhaMBkxFzAVBgNVBAMMDnRhYmxldGFsay50ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEeKkQBtT5E6klxS7y+sUbAD5DEaGxBNaMmKkbe2YT
UOnHsteH+UE4dw9gCfvXaB2SnZn/OMzmfsMwD7JSU/hhdqNTMFEwHQYDVR0OBBYE
FGTcl8RONMR4Q/0I23t8z7+3hxGMMB8GA1UdIwQYMBaAFGTcl8RONMR4Q/0I23t8
z7+3hxGMMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSQAwRgIhAMRNmK0k
DK4LJcRV7SKGRYS8u3fB0eGiWpCh3QxFjiF1AiEA/Pvq5N2998q9+/TPGDfrZU7a
Yl718zlPFU6gaUnt64c=
-----END CERTIFICATE-----
)",
     R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgHWJArS5dE7mnWrWi
dE3SkRVQ7a5Y9b06bC4e5+ryYoihRANCAAR4qRAG1PkTqSXFLvL6xRsAPkMRobEE
1oyYqRt7ZhNQ6cey14f5QTh3D2AJ+9doHZKdmf84zOZ+wzAPslJT+GF2
-----END PRIVATE KEY-----
)"},
    {R"(-----BEGIN CERTIFICATE-----
MIIBiTCCAS+gAwIBAgIUbcsLvIhC+AvmyLQSlvuQD+UthZQwCgYIKoZIzj0EAwIw
GTEXMBUGA1UEAwwOdGFibGV0YWxrLnRlc3QwIBcNMjYxMTIyMDQyNDQ4WhgPMjEy
NjEwMjkwNDI0NDhaMBkxFzAVBgNVBAMMDnRhYmxldGFsay50ZXN0MFkwEwYHKoZI
zj0CAQYIKoZIzj0DAQcDQgAEmMP3QcI9dJqloj3R0YMAoEl19cpv9X+besBNdBrh
GP6tPzA/1tj7i2VpwniaecmYGppDKUDmDYQ01I5hs/YvFaNTMFEwHQYDVR0OBBYE
FO7WWhocZUJyAJuWd8xOOKADsDtGMB8GA1UdIwQYMBaAFO7WWhocZUJyAJuWd8xO
OKADsDtGMA8GA1UdEwEB/wQFMAMBAf8wCgYIKoZIzj0EAwIDSAAwRQIhAPCkscYu
9phMx067+tIm9Wrcdz2m69U14bAD9aQd1MYEAiANjL7CUh8FFSMBK2ZncrpZZciV
aiWIHIJRNPEOGGk0tQ==
-----END CERTIFICATE-----
)",
     R"(-----BEGIN PRIVATE KEY-----
MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgKhG/26MslWtAg86X
PlgzIHtzfKZ2YGfOxjX3vSV5C3ChRANCAASYw/dBwj10mqWiPdHRgwCgSXX1ym/1
f5t6wE10GuEY/q0/MD/W2PuLZWnCeJp5yZgamkMpQOYNhDTUjmGz9i8V
-----END PRIVATE KEY-----
)"},
}};
// clang-format on

} // namespace tabletalk::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/session/UserSeal.h"

#ifdef Q_OS_WIN
#include <windows.h>

#include <dpapi.h>
#endif

namespace tabletalk::ui {

#ifdef Q_OS_WIN
namespace {

DATA_BLOB blobOf(const QByteArray &bytes)
{
    return {DWORD(bytes.size()), reinterpret_cast<BYTE *>(const_cast<char *>(bytes.constData()))};
}

/// What the system allocated, wiped and given back.
QByteArray taken(DATA_BLOB &blob)
{
    const QByteArray bytes(reinterpret_cast<const char *>(blob.pbData), qsizetype(blob.cbData));
    SecureZeroMemory(blob.pbData, blob.cbData);
    LocalFree(blob.pbData);
    return bytes;
}

} // namespace

bool canSealForUser()
{
    return true;
}

std::optional<QByteArray> sealedForUser(const QByteArray &plain)
{
    DATA_BLOB in = blobOf(plain);
    DATA_BLOB out{};
    if (!CryptProtectData(&in, L"Tabletalk", nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out))
        return std::nullopt;
    return taken(out);
}

std::optional<QByteArray> openedForUser(const QByteArray &sealed)
{
    DATA_BLOB in = blobOf(sealed);
    DATA_BLOB out{};
    if (!CryptUnprotectData(&in, nullptr, nullptr, nullptr, nullptr, CRYPTPROTECT_UI_FORBIDDEN, &out))
        return std::nullopt;
    return taken(out);
}
#else
bool canSealForUser()
{
    return false;
}

std::optional<QByteArray> sealedForUser(const QByteArray &)
{
    return std::nullopt;
}

std::optional<QByteArray> openedForUser(const QByteArray &)
{
    return std::nullopt;
}
#endif

} // namespace tabletalk::ui

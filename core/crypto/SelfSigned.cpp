// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/crypto/SelfSigned.h"

#include "core/crypto/Hash.h"
#include "core/crypto/Owned.h"
#include "core/crypto/RandomToken.h"

#include <QCoreApplication>
#include <QRegularExpression>

#include <openssl/bio.h>
#include <openssl/bn.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>

#include <memory>
#include <utility>

namespace tabletalk::crypto {

namespace {

using Key = Owned<EVP_PKEY, EVP_PKEY_free>;
using Certificate = Owned<X509, X509_free>;
using Number = Owned<BIGNUM, BN_free>;
using Names = Owned<GENERAL_NAMES, GENERAL_NAMES_free>;
using Name = Owned<GENERAL_NAME, GENERAL_NAME_free>;
using Text = Owned<ASN1_IA5STRING, ASN1_IA5STRING_free>;
using Octets = Owned<ASN1_OCTET_STRING, ASN1_OCTET_STRING_free>;
using Extension = Owned<X509_EXTENSION, X509_EXTENSION_free>;
using Memory = Owned<BIO, BIO_free_all>;

constexpr long version3 = 2;
constexpr qsizetype longestCommonName = 64; // ub-common-name
constexpr qsizetype longestHostName = 253;
constexpr qsizetype serialBytes = 16;
constexpr qint64 msInSecond = 1000;

std::unexpected<Problem> notMade()
{
    return failure(ProblemCode::Internal, QCoreApplication::translate("Crypto", "A certificate could not be made."));
}

bool isHostName(const QString &name)
{
    static const QRegularExpression labels(QStringLiteral(
        R"(\A[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*\z)"));
    return name.size() <= longestHostName && labels.match(name).hasMatch();
}

/// Positive, not zero, and from enough randomness that no two are alike.
bool setSerial(X509 *certificate)
{
    QByteArray bytes = randomBytes(serialBytes);
    bytes[0] = char((uchar(bytes[0]) & 0x7FU) | 0x40U);
    const Number number(
        BN_bin2bn(reinterpret_cast<const unsigned char *>(bytes.constData()), int(bytes.size()), nullptr));
    return number && BN_to_ASN1_INTEGER(number.get(), X509_get_serialNumber(certificate));
}

bool setTimes(X509 *certificate, const SelfSignedRequest &request)
{
    return ASN1_TIME_set(X509_getm_notBefore(certificate), time_t(request.from.msSinceEpoch / msInSecond))
           && ASN1_TIME_set(X509_getm_notAfter(certificate), time_t(request.until.msSinceEpoch / msInSecond));
}

/// Subject and issuer are one.
bool setNames(X509 *certificate, const QString &commonName)
{
    const QByteArray text = commonName.left(longestCommonName).toUtf8();
    X509_NAME *name = X509_get_subject_name(certificate);
    return X509_NAME_add_entry_by_NID(name, NID_commonName, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char *>(text.constData()), int(text.size()), -1,
                                      0)
               == 1
           && X509_set_issuer_name(certificate, name) == 1;
}

/// The list owns it afterwards.
bool append(GENERAL_NAMES *names, Name name)
{
    GENERAL_NAME *added = name.release();
    if (sk_GENERAL_NAME_push(names, added) > 0)
        return true;
    GENERAL_NAME_free(added);
    return false;
}

bool addHostName(GENERAL_NAMES *names, const QString &hostName)
{
    const QByteArray ascii = hostName.toLatin1();
    Name name(GENERAL_NAME_new());
    Text text(ASN1_IA5STRING_new());
    if (!name || !text || ASN1_STRING_set(text.get(), ascii.constData(), int(ascii.size())) != 1)
        return false;
    GENERAL_NAME_set0_value(name.get(), GEN_DNS, text.release());
    return append(names, std::move(name));
}

bool addAddress(GENERAL_NAMES *names, const QString &address)
{
    Octets octets(a2i_IPADDRESS(address.toLatin1().constData()));
    if (!octets)
        return true; // none, such as one with a zone
    Name name(GENERAL_NAME_new());
    if (!name)
        return false;
    GENERAL_NAME_set0_value(name.get(), GEN_IPADD, octets.release());
    return append(names, std::move(name));
}

/// Names go in as they are, never as text that is parsed: a host name is somebody's choice.
bool addSubjectNames(X509 *certificate, const SelfSignedRequest &request)
{
    const Names names(sk_GENERAL_NAME_new_null());
    if (!names)
        return false;
    for (const QString &hostName : request.hostNames) {
        if (isHostName(hostName) && !addHostName(names.get(), hostName))
            return false;
    }
    for (const QString &address : request.addresses) {
        if (!addAddress(names.get(), address))
            return false;
    }
    return sk_GENERAL_NAME_num(names.get()) == 0
           || X509_add1_ext_i2d(certificate, NID_subject_alt_name, names.get(), 0, X509V3_ADD_DEFAULT) == 1;
}

bool addExtension(X509 *certificate, int nid, const char *value)
{
    X509V3_CTX context;
    X509V3_set_ctx(&context, certificate, certificate, nullptr, nullptr, 0);
    const Extension extension(X509V3_EXT_conf_nid(nullptr, &context, nid, value));
    return extension && X509_add_ext(certificate, extension.get(), -1) == 1;
}

/// No key usage: with one that signs no certificates, it would not count as the issuer of itself, and programs that
/// are given it to trust would look for another.
bool addExtensions(X509 *certificate, const SelfSignedRequest &request)
{
    return addExtension(certificate, NID_basic_constraints, "critical,CA:FALSE")
           && addExtension(certificate, NID_ext_key_usage, "serverAuth")
           && addExtension(certificate, NID_subject_key_identifier, "hash") && addSubjectNames(certificate, request);
}

QByteArray contentOf(BIO *memory)
{
    char *data = nullptr;
    const long size = BIO_get_mem_data(memory, &data);
    return size > 0 ? QByteArray(data, size) : QByteArray();
}

} // namespace

Result<SelfSigned> makeSelfSigned(const SelfSignedRequest &request)
{
    const Key key(EVP_EC_gen("P-256"));
    const Certificate certificate(X509_new());
    const bool made = key && certificate && X509_set_version(certificate.get(), version3) == 1
                      && setSerial(certificate.get()) && setTimes(certificate.get(), request)
                      && setNames(certificate.get(), request.commonName)
                      && X509_set_pubkey(certificate.get(), key.get()) == 1 && addExtensions(certificate.get(), request)
                      && X509_sign(certificate.get(), key.get(), EVP_sha256()) > 0;
    if (!made)
        return notMade();
    const Memory certificateText(BIO_new(BIO_s_mem()));
    const Memory keyText(BIO_new(BIO_s_secmem()));
    if (!certificateText || !keyText || PEM_write_bio_X509(certificateText.get(), certificate.get()) != 1
        || PEM_write_bio_PKCS8PrivateKey(keyText.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr) != 1)
        return notMade();
    return SelfSigned{contentOf(certificateText.get()), Secret(contentOf(keyText.get()))};
}

QByteArray certificateFingerprint(QByteArrayView pem)
{
    const Memory memory(BIO_new_mem_buf(pem.data(), int(pem.size())));
    const Certificate certificate(memory ? PEM_read_bio_X509(memory.get(), nullptr, nullptr, nullptr) : nullptr);
    if (!certificate)
        return {};
    unsigned char *der = nullptr;
    const int length = i2d_X509(certificate.get(), &der);
    if (length <= 0)
        return {};
    const QByteArray fingerprint = sha256(QByteArrayView(reinterpret_cast<const char *>(der), length));
    OPENSSL_free(der);
    return fingerprint;
}

} // namespace tabletalk::crypto

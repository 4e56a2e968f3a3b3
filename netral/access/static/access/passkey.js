/* Shows what needs a passkey only where the browser knows passkeys, and says it in words when one did not work. */
document.addEventListener('DOMContentLoaded', function () {
  var known = 'PublicKeyCredential' in window
  document.querySelectorAll('[data-passkey]').forEach(function (part) { part.hidden = !known })
  document.querySelectorAll('[data-no-passkey]').forEach(function (part) { part.hidden = known })
})
document.addEventListener('allauth.error', function (event) {
  event.preventDefault()
  document.querySelectorAll('[data-passkey-problem]').forEach(function (part) { part.hidden = false })
})

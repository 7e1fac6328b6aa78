/** What a dosage form looks like, flat, on a 64 grid. Drawn for this app; colours keep their meaning in light and dark. */
export const drugPictures: Record<string, string> = {
  tablet:
    '<rect x="12" y="14" width="40" height="36" rx="5" fill="#cfe3df"/><rect x="12" y="14" width="40" height="36" rx="5" fill="none" stroke="#8fbcb4" stroke-width="1.5"/><g fill="#fff" stroke="#7fb0a8" stroke-width="1.5"><circle cx="23" cy="26" r="5.5"/><circle cx="41" cy="26" r="5.5"/><circle cx="23" cy="40" r="5.5"/><circle cx="41" cy="40" r="5.5"/></g><path d="M19.5 26h7M37.5 26h7M19.5 40h7M37.5 40h7" stroke="#a9cbc5" stroke-width="1.3"/>',
  capsule:
    '<g transform="rotate(-38 32 32)"><rect x="10" y="23" width="44" height="18" rx="9" fill="#fdf3e7"/><path d="M32 23h13a9 9 0 0 1 0 18H32z" fill="#e8894a"/><path d="M16 28.500h11M36 28.500h10" stroke="#fff" stroke-width="2.5" stroke-linecap="round" opacity=".7"/><rect x="10" y="23" width="44" height="18" rx="9" fill="none" stroke="#c66c30" stroke-width="1.5"/></g>',
  pill: '<path d="M14 44c0-8 8-13 18-13s18 5 18 13z" fill="#e9d8c3"/><g fill="#7a5134"><circle cx="24" cy="30" r="7"/><circle cx="40" cy="30" r="7"/><circle cx="32" cy="20" r="7"/></g><g fill="#a77c58"><circle cx="22" cy="27.5" r="2"/><circle cx="38" cy="27.5" r="2"/><circle cx="30" cy="17.5" r="2"/></g><path d="M12 42h40l-4 9H16z" fill="#c9a98a"/>',
  granule:
    '<path d="M17 11h30l2 42H15z" fill="#e4efe0"/><path d="M17 11h30l.3 6H16.700zM15.3 47h33.400l.3 6H15z" fill="#7ba66b"/><path d="M32 40c-7 0-9-5-8-11 7 0 10 4 8 11zm0 0c6 0 8-4 7.5-9-5 0-8 3-7.5 9z" fill="#8fbb7d"/><path d="M32 40v4" stroke="#6a955a" stroke-width="1.5"/>',
  liquid:
    '<path d="M26 10h12v8H26z" fill="#5f8f88"/><path d="M24 18h16v6c4 2 6 4 6 8v20a3 3 0 0 1-3 3H21a3 3 0 0 1-3-3V32c0-4 2-6 6-8z" fill="#b9763f"/><rect x="18" y="34" width="28" height="14" fill="#fff6ea"/><path d="M23 39h18M23 43.500h11" stroke="#c7996c" stroke-width="2" stroke-linecap="round"/><path d="M23 27.500c-1.5 1-2 2-2 4" stroke="#dca877" stroke-width="2" fill="none" stroke-linecap="round"/>',
  drops:
    '<path d="M29 8h6l1.5 10h-9z" fill="#5c93b3"/><path d="M25 18h14v5H25z" fill="#8ab6cf"/><path d="M22 23h20a3 3 0 0 1 3 3v26a3 3 0 0 1-3 3H22a3 3 0 0 1-3-3V26a3 3 0 0 1 3-3z" fill="#d6e8f2"/><path d="M32 30c4 5.5 6 8 6 11a6 6 0 0 1-12 0c0-3 2-5.5 6-11z" fill="#6aa3c4"/>',
  ointment:
    '<g transform="rotate(-30 32 32)"><path d="M10 22h32l6 6v8l-6 6H10z" fill="#f2ece2" stroke="#cfc2ae" stroke-width="1.5"/><path d="M10 20v24" stroke="#b9a98f" stroke-width="4"/><rect x="47" y="27" width="9" height="10" rx="2" fill="#0f766e"/><path d="M16 28h20v8H16z" fill="#6fb5aa"/></g>',
  spray:
    '<path d="M26 12h12v7H26z" fill="#4d7f92"/><path d="M38 13h5v4h-5z" fill="#4d7f92"/><path d="M23 19h18v5H23z" fill="#9fbfca"/><path d="M21 24h22a2 2 0 0 1 2 2v27a3 3 0 0 1-3 3H22a3 3 0 0 1-3-3V26a2 2 0 0 1 2-2z" fill="#dbe9ee"/><path d="M19 34h26v11H19z" fill="#76a8ba"/><g fill="#76a8ba"><circle cx="48" cy="12" r="1.5"/><circle cx="52" cy="9.5" r="1.5"/><circle cx="52" cy="14" r="1.5"/><circle cx="56" cy="12" r="1.5"/></g>',
  injection:
    '<g transform="rotate(45 32 32)"><path d="M4 32h9" stroke="#8da3a0" stroke-width="1.8"/><path d="M13 29h5v6h-5z" fill="#8da3a0"/><rect x="18" y="25" width="26" height="14" rx="2" fill="#eaf3f1" stroke="#8fb5ae" stroke-width="1.5"/><path d="M18.8 26h13v12h-13z" fill="#8fd0c5"/><path d="M44 32h10" stroke="#5f8f88" stroke-width="3"/><path d="M54 25v14" stroke="#5f8f88" stroke-width="3.5" stroke-linecap="round"/><path d="M24 25v4M29 25v4M34 25v4M39 25v4" stroke="#8fb5ae" stroke-width="1.3"/></g>',
  patch:
    '<g transform="rotate(-38 32 32)"><rect x="8" y="21" width="48" height="22" rx="11" fill="#eac6a4"/><rect x="22" y="21" width="20" height="22" fill="#f6e3d0"/><g fill="#cfa27a"><circle cx="28" cy="28" r="1.3"/><circle cx="36" cy="28" r="1.3"/><circle cx="28" cy="36" r="1.3"/><circle cx="36" cy="36" r="1.3"/><circle cx="32" cy="32" r="1.3"/></g></g>',
  suppository:
    '<path d="M32 8c8 6 11 14 11 24v16a5 5 0 0 1-5 5H26a5 5 0 0 1-5-5V32c0-10 3-18 11-24z" fill="#f4efe6" stroke="#cfc2ae" stroke-width="1.5"/><path d="M27 22c-1.5 4-2 8-2 14" stroke="#fff" stroke-width="3" stroke-linecap="round" fill="none"/>',
  device:
    '<rect x="10" y="14" width="44" height="34" rx="5" fill="#e7edf0" stroke="#a9bac2" stroke-width="1.5"/><rect x="16" y="20" width="32" height="16" rx="2" fill="#24413f"/><path d="M19 29h6l2.5-5 4 9 3-6 1.5 2h9" stroke="#7fe0cf" stroke-width="1.8" fill="none" stroke-linejoin="round"/><circle cx="22" cy="42" r="2" fill="#0f766e"/><path d="M30 42h16" stroke="#a9bac2" stroke-width="2.5" stroke-linecap="round"/><path d="M22 48v5h20v-5" fill="#c9d5da"/>',
  box: '<path d="M10 22 32 12l22 10v22L32 54 10 44z" fill="#e8ddcd"/><path d="m10 22 22 10v22L10 44z" fill="#f5ede1"/><path d="m32 32 22-10v22L32 54z" fill="#dccbb3"/><path d="m10 22 22-10 22 10-22 10z" fill="#fbf6ee"/><path d="M16 31.500v3l3 1.400v3l3 1.400v-3l3 1.400v-3l-3-1.400v-3l-3-1.400v3z" fill="#0f766e"/>',
};
